/** Below what either database takes in one statement. */
const ROWS_AT_A_TIME = 500;

/** Writes many rows, some at a time. */
export async function inChunks<Row>(rows: Row[], write: (some: Row[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_AT_A_TIME)
    await write(rows.slice(start, start + ROWS_AT_A_TIME));
}
