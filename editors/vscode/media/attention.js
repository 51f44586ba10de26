// The attention view: the arrow keys and the mouse say what a cell means, a token of the code leads to its row, and a link
// opens its example.
'use strict';
(() => {
  const editor = acquireVsCodeApi();
  const said = document.querySelector('output');
  const rows = [...document.querySelectorAll('tbody tr')].map((row) => [...row.querySelectorAll('td')]);
  const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  function mark(row) {
    for (const marked of document.querySelectorAll('.marked')) marked.classList.remove('marked');
    for (const each of document.querySelectorAll(`[data-token="${row}"]`)) each.classList.add('marked');
  }

  function say(row, column) {
    said.textContent = rows[row][column].getAttribute('aria-label');
    mark(row);
  }

  /** One cell at a time is in the order of Tab: the one that was last in use. */
  function go(row, column) {
    const cell = rows[row]?.[column];
    if (cell === undefined) return;
    for (const each of rows.flat()) each.tabIndex = -1;
    cell.tabIndex = 0;
    cell.focus();
  }

  function strongest(row) {
    const cells = rows[row];
    const weights = cells.map((cell) => Number(cell.className.match(/\d+/)[0]));
    const copied = cells.findIndex((cell) => cell.classList.contains('copied'));
    return copied >= 0 ? copied : weights.indexOf(Math.max(...weights));
  }

  for (const [row, cells] of rows.entries()) {
    for (const [column, cell] of cells.entries()) {
      cell.addEventListener('mouseenter', () => say(row, column));
      cell.addEventListener('focus', () => say(row, column));
      cell.addEventListener('click', () => go(row, column));
      cell.addEventListener('keydown', (event) => {
        const move = moves[event.key];
        if (move === undefined) return;
        event.preventDefault();
        go(row + move[0], column + move[1]);
      });
    }
  }
  if (rows[0]?.[0] !== undefined) rows[0][0].tabIndex = 0;
  for (const token of document.querySelectorAll('button.token')) {
    const row = Number(token.dataset.token);
    token.addEventListener('click', () => go(row, strongest(row)));
  }
  for (const link of document.querySelectorAll('a[data-source]')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      editor.postMessage({ open: Number(link.dataset.source) });
    });
  }
})();
