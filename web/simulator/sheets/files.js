// Photos that a resident sends.
/** The small photo that the box has. */
export const photoOf = (phone) => phone.send('image');
