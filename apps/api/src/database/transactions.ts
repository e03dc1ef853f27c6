import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Mutex } from 'async-mutex';
import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';

/** MySQL ends one of two transactions that wait for each other; that one may simply begin again. */
const deadlocks = retry(
  handleWhen((error) => error instanceof QueryFailedError && error.driverError.code === 'ER_LOCK_DEADLOCK'),
  { maxAttempts: 4, backoff: new ExponentialBackoff({ initialDelay: 5, maxDelay: 100 }) },
);

/** Runs writes: several as one, or a single one. */
@Injectable()
export class Transactions {
  /** On SQLite TypeORM has one connection: two transactions at once would be one nested in the other. */
  private readonly turns = new Mutex();

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** One statement, which is whole by itself. On SQLite it must not fall into somebody else's transaction. */
  single<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    const { manager, options } = this.dataSource;
    return options.type === 'mysql' ? work(manager) : this.turns.runExclusive(() => work(manager));
  }

  /** @param work may be called again from its beginning, so it does nothing but write to the database */
  run<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    if (this.dataSource.options.type !== 'mysql') {
      return this.turns.runExclusive(() => this.dataSource.transaction(work));
    }
    // Our writes read nothing they rely on; the default level would lock gaps, and first visits would block each other.
    return deadlocks.execute(() => this.dataSource.transaction('READ COMMITTED', work));
  }
}

/** What to say when finding rows that nobody else may write until the transaction is done. SQLite has one writer anyway. */
export function lockedForWriting({ dataSource }: EntityManager): { lock?: { mode: 'pessimistic_write' } } {
  return dataSource.options.type === 'mysql' ? { lock: { mode: 'pessimistic_write' } } : {};
}
