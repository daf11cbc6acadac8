/** The number of emoji in a row. */
export const COLUMNS = 8;

/** Moves the focus with the arrow keys, in rows and columns across all groups; from the first row it returns to the search. */
export function moveFocus(event) {
  const grids = [...event.currentTarget.querySelectorAll('.emoji-grid')].map(({ children }) => [...children]).filter(({ length }) => length > 0);
  const grid = grids.findIndex((one) => one.includes(document.activeElement));
  const move = MOVES[event.key];
  if (grid < 0 || !move) {
    return;
  }
  event.preventDefault();
  const next = move(grids, grid, grids[grid].indexOf(document.activeElement));
  (next ?? event.currentTarget.parentElement.querySelector('input')).focus();
}

const MOVES = {
  ArrowRight: (grids, grid, at) => grids[grid][at + 1] ?? grids[grid + 1]?.[0] ?? grids[grid][at],
  ArrowLeft: (grids, grid, at) => grids[grid][at - 1] ?? grids[grid - 1]?.at(-1) ?? grids[grid][at],
  ArrowDown: (grids, grid, at) => grids[grid][at + COLUMNS] ?? below(grids, grid, at),
  ArrowUp: (grids, grid, at) => grids[grid][at - COLUMNS] ?? lastRow(grids[grid - 1], at % COLUMNS),
};

/** The last emoji of a group whose last row is short, or the first row of the next group. */
function below(grids, grid, at) {
  const isLastRow = Math.floor(at / COLUMNS) === Math.floor((grids[grid].length - 1) / COLUMNS);
  const next = grids[grid + 1];
  return isLastRow && next ? next[Math.min(at % COLUMNS, next.length - 1)] : grids[grid].at(-1);
}

function lastRow(grid, column) {
  return grid && grid[Math.min(Math.floor((grid.length - 1) / COLUMNS) * COLUMNS + column, grid.length - 1)];
}
