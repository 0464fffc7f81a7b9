// A menu that opened in place closes by Esc, by a press elsewhere, and when another opens.
const open = () => document.querySelectorAll('details.menu[open]');

document.addEventListener('click', ({ target }) => {
  for (const menu of open()) if (!menu.contains(target)) menu.open = false;
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const menu of open()) {
    menu.open = false;
    menu.querySelector('summary').focus();
    event.preventDefault();
  }
});
document.addEventListener('focusin', ({ target }) => {
  for (const menu of open()) if (!menu.contains(target)) menu.open = false;
});
