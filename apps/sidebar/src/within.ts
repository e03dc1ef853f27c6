export class LateError extends Error {}

/** @throws LateError when it takes longer. In our own words: `p-timeout` weighs half a kilobyte of the first view. */
export function within<Result>(milliseconds: number, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new LateError('no answer in time')), milliseconds);
    void work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
