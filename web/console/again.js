// A form that could not be saved tries again by itself, but only once the office says that it is awake.
const form = document.querySelector('form[data-again]');

if (form) {
  const every = Number(form.dataset.again);
  const left = form.querySelector('[data-left]');
  let seconds = every;
  const tick = async () => {
    seconds -= 1;
    if (left) left.textContent = String(Math.max(seconds, 0));
    if (seconds > 0) return;
    seconds = every;
    const awake = await fetch(form.dataset.ask, { cache: 'no-store' }).then(({ ok }) => ok, () => false);
    if (!awake) return;
    clearInterval(clock);
    form.requestSubmit();
  };
  const clock = setInterval(tick, 1000);
  form.addEventListener('submit', () => { clearInterval(clock); });
}
