import { LessThan, type FindOptionsWhere } from 'typeorm';

/** Where a page of the timeline ends: everything before it comes later. */
export interface Position {
  /** ms since 1970. */
  at: number;
  id: string;
}

export function formatPosition({ at, id }: Position): string {
  return Buffer.from(`${at}.${id}`).toString('base64url');
}

export function parsePosition(text: string): Position | null {
  const [, at, id] = /^(\d{1,15})\.(.{1,64})$/.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  return at && id ? { at: Number(at), id } : null;
}

/** Rows before a position, in the order of a time column and then of an id column, latest first. */
export function earlierThan<Row>(
  where: FindOptionsWhere<Row>,
  time: keyof Row & string,
  id: keyof Row & string,
  position: Position | null,
): FindOptionsWhere<Row>[] {
  if (!position) return [where];
  return [
    { ...where, [time]: LessThan(position.at) },
    { ...where, [time]: position.at, [id]: LessThan(position.id) },
  ];
}
