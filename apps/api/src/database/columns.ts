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

export const TextColumn = (name: string, options: ColumnOptions = {}): PropertyDecorator =>
  Column({ name, type: 'varchar', ...options });

export const NumberColumn = (name: string, options: ColumnOptions = {}): PropertyDecorator =>
  Column({ name, type: 'bigint', transformer: number, ...options });

export const JsonColumn = (name: string, options: ColumnOptions = {}): PropertyDecorator =>
  Column({ name, type: 'simple-json', ...options });
