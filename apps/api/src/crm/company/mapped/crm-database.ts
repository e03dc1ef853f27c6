import type { PoolConnection, RowDataPacket } from 'mysql2';
import pTimeout from 'p-timeout';
import { DataSource } from 'typeorm';
import type { CrmDeclaration } from '../../../config/crm-mapping.js';
import { crmDataSourceOptions } from './crm-data-source.js';
import { parametersOf, type Fragment } from './sql/fragment.js';

export type Cells = readonly unknown[];

/** The company's database, by a few connections that can't write and that wait for nothing longer than they may. */
export class CrmDatabase<Ready> {
  private opening: Promise<{ dataSource: DataSource; ready: Ready }> | null = null;
  /** Those whose session is set up. */
  private readonly connections = new Set<PoolConnection>();
  private readonly deadlineMs: number;

  /** @param makeReady what has to go well before anything is asked */
  constructor(
    private readonly declaration: CrmDeclaration,
    private readonly makeReady: (dataSource: DataSource) => Promise<Ready>,
  ) {
    this.deadlineMs = declaration.mapping.database.timeoutMs;
  }

  /** Connects, unless that is done. @returns what came of getting ready */
  async ready(): Promise<Ready> {
    return (await this.opened()).ready;
  }

  /**
   * As a prepared statement: a parameter never becomes a part of the text, here or in the server.
   * @param late when nobody waits any more: one clock for all that one card asks
   * @throws whatever kept the rows from coming in time
   */
  async rows<Given>(statement: Fragment<Given>, given: Given, late: AbortSignal): Promise<Cells[]> {
    const { dataSource } = await this.opened();
    const connection = await this.connect(dataSource);
    try {
      return await unless(late, this.ask(connection, statement.text, parametersOf(statement, given)));
    } catch (error) {
      // It may still be busy with that, or be dead without knowing.
      if (!isAnswer(error)) this.hangUp(connection);
      throw error;
    } finally {
      if (this.connections.has(connection)) connection.release();
    }
  }

  /** All connections are made anew: after an outage the old ones may lead nowhere. */
  hangUpAll(): void {
    for (const connection of this.connections) this.hangUp(connection);
  }

  async close(): Promise<void> {
    const open = await this.opening?.catch(() => null);
    this.opening = null;
    this.hangUpAll();
    if (!open) return;
    // A connection that is just being made, or is dead, may say no, or nothing: it ends with the program.
    const closing = open.dataSource.destroy().catch(() => null);
    await pTimeout(closing, { milliseconds: this.deadlineMs, fallback: () => null });
  }

  private opened() {
    this.opening ??= this.open().catch((error: unknown) => {
      this.opening = null;
      throw error;
    });
    return this.opening;
  }

  private async open() {
    const dataSource = new DataSource(crmDataSourceOptions(this.declaration));
    const initializing = dataSource.initialize();
    try {
      await pTimeout(initializing, { milliseconds: this.deadlineMs });
      return { dataSource, ready: await this.makeReady(dataSource) };
    } catch (error) {
      void initializing.then(() => dataSource.destroy()).catch(() => null);
      throw error;
    }
  }

  private async connect(dataSource: DataSource): Promise<PoolConnection> {
    const coming: Promise<PoolConnection> = dataSource.createQueryRunner().connect();
    const connection = await pTimeout(coming, {
      milliseconds: this.deadlineMs,
      fallback: () => {
        void coming.then((unused) => unused.release()).catch(() => null);
        throw new Error('no connection in time');
      },
    });
    if (!this.connections.has(connection)) await this.setUp(connection);
    return connection;
  }

  private async setUp(connection: PoolConnection): Promise<void> {
    const { timeZone } = this.declaration.mapping.database;
    const run = (text: string, values: (string | number)[] = []) => connection.promise().query(text, values);
    try {
      await pTimeout(
        (async () => {
          const [version] = await this.ask(connection, 'SELECT VERSION()', []);
          await run("SET SESSION time_zone = ?, sql_mode = '', group_concat_max_len = 4096", [timeZone]);
          await (String(version?.[0]).includes('MariaDB')
            ? run('SET SESSION max_statement_time = ?', [this.deadlineMs / 1000])
            : run('SET SESSION max_execution_time = ?', [this.deadlineMs]));
          await run('SET SESSION TRANSACTION READ ONLY');
        })(),
        { milliseconds: this.deadlineMs },
      );
    } catch (error) {
      connection.destroy();
      throw error;
    }
    this.connections.add(connection);
    connection.once('end', () => this.connections.delete(connection));
    connection.once('error', () => this.connections.delete(connection));
  }

  private async ask(
    connection: PoolConnection,
    text: string,
    values: (string | number | null)[],
  ): Promise<Cells[]> {
    const [rows] = await connection
      .promise()
      .execute<RowDataPacket[][]>({ sql: text, values, rowsAsArray: true });
    return rows;
  }

  private hangUp(connection: PoolConnection): void {
    this.connections.delete(connection);
    connection.destroy();
  }
}

/** A promise, unless it gets too late. Without a timer of its own. */
function unless<Result>(late: AbortSignal, promise: Promise<Result>): Promise<Result> {
  return pTimeout(promise, { milliseconds: Infinity, signal: late });
}

/** The server has said no, and is ready for the next question. */
function isAnswer(error: unknown): boolean {
  return error instanceof Error && 'sqlState' in error && !('fatal' in error && error.fatal);
}
