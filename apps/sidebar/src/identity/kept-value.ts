/** What session storage keeps as JSON. What can't be read is thrown away: nobody knows whose it was. */
export function keptValue(key: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null');
  } catch {
    sessionStorage.removeItem(key);
    return null;
  }
}

export function keepValue(key: string, value: unknown): void {
  sessionStorage.setItem(key, JSON.stringify(value));
}
