/** Returns a function that does the work, never twice at the same time: calls meanwhile lead to one further run. */
export function oneAtATime(work) {
  let running = null;
  let again = false;
  const runs = async () => {
    do {
      again = false;
      await work();
    } while (again);
  };
  return () => {
    again = true;
    running ??= runs().finally(() => (running = null));
    return running;
  };
}
