// Copies a DNS value, or selects it where the browser has no clipboard for us.
for (const button of document.querySelectorAll('button.copy')) {
  const name = button.textContent;
  button.hidden = false;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = name; }, 2000);
    } catch {
      getSelection().selectAllChildren(button.previousElementSibling);
    }
  });
}
