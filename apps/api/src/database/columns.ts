import { Column, PrimaryColumn, type ColumnOptions } from 'typeorm';

/**
 * Column kinds that mean the same on SQLite and on MySQL/MariaDB. Times are milliseconds since 1970 in a bigint: no
 * time zone can shift them, and both drivers give them back alike.
 */

/** bigint comes back as a string from mysql2 and as a number from SQLite. */
const number = {
  to: (value: number | null) => value,
  from: (value: string | number | null) => (value === null ? null : Number(value)),
};

export const KeyColumn = (name: string): PropertyDecorator =>
  PrimaryColumn({ name, type: 'varchar', length: 64 });

/** Part of a key: unique only inside its corp. */
export const AgentKeyColumn = (): PropertyDecorator =>
  PrimaryColumn({ name: 'agent_id', type: 'bigint', transformer: number });

/** Part of a key: the place in an order, from 0. */
export const PositionColumn = (): PropertyDecorator =>
  PrimaryColumn({ name: 'position', type: 'bigint', transformer: number });

export const TextColumn = (name: string, options: ColumnOptions = {}): PropertyDecorator =>
  Column({ name, type: 'varchar', ...options });

export const NumberColumn = (name: string, options: ColumnOptions = {}): PropertyDecorator =>
  Column({ name, type: 'bigint', transformer: number, ...options });

export const JsonColumn = (name: string, options: ColumnOptions = {}): PropertyDecorator =>
  Column({ name, type: 'simple-json', ...options });

/** SQLite's driver gives back an ArrayBuffer, mysql2 a Buffer. */
export const BytesColumn = (name: string): PropertyDecorator =>
  Column({
    name,
    type: 'blob',
    transformer: { to: (value: Buffer) => value, from: (value: Buffer<ArrayBuffer>) => Buffer.from(value) },
  });

/** 0 and 1 in a bigint: MySQL's boolean comes back as a number too. */
export const FlagColumn = (name: string): PropertyDecorator =>
  Column({
    name,
    type: 'bigint',
    transformer: {
      to: (value: boolean) => Number(value),
      from: (value: string | number) => Number(value) === 1,
    },
  });
