/**
 * Returns a function that runs readings of one list. Each resolves with its result, or with null if a later one has begun
 * meanwhile, even if it failed.
 */
export function latestOnly() {
  let begun = 0;
  return async (reading) => {
    const number = ++begun;
    try {
      const result = await reading();
      return number === begun ? result : null;
    } catch (problem) {
      if (number === begun) {
        throw problem;
      }
      return null;
    }
  };
}
