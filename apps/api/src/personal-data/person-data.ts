import { In, type DataSource, type EntityManager } from 'typeorm';
import { AuditLog, type Audited } from '../audit/index.js';
import { CorpTag, markErased } from '../crm/index.js';
import { Transactions } from '../database/transactions.js';
import type { Clock } from '../platform/clock.js';
import { holdings } from './held.js';
import { ERASED, type Holding, type Person } from './holding.js';

/** Who is written down as having exported or erased: no member's user id looks like this. */
const BY_COMMAND = { agentId: 0, userId: '(command)', access: 'corp' } as const;

/** Table names, each with how many of its rows are about the person. */
export type RowCounts = Record<string, number>;

/** Everything our own tables know of a person, as it is kept. */
export interface ExportedPerson extends Person {
  /** ISO 8601. */
  exportedAt: string;
  tables: Record<string, object[]>;
  /** What the tags are called that relations name by their ids. */
  tags: Pick<CorpTag, 'tagId' | 'groupName' | 'name'>[];
}

/** What is done with all that is known of one person. Knows no config: a command opens the database. */
export class PersonData {
  private readonly transactions: Transactions;
  private readonly audit: AuditLog;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    this.transactions = new Transactions(dataSource);
    this.audit = new AuditLog(this.transactions, clock);
  }

  /** Of each table that could know something, whether it does or not. */
  async count(person: Person): Promise<RowCounts> {
    return this.inTotal((held) => held.count(this.dataSource.manager, person));
  }

  /** It is written down that somebody has: this is more than any card shows. */
  async export(person: Person): Promise<ExportedPerson> {
    const { manager } = this.dataSource;
    const tables: Record<string, object[]> = {};
    for (const held of holdings) {
      const name = this.tableOf(held);
      tables[name] = [...(tables[name] ?? []), ...(await held.find(manager, person))];
    }
    await this.writeDown(manager, person.corpId, 'customer_exported', person.externalUserId);
    return {
      ...person,
      exportedAt: new Date(this.clock.now()).toISOString(),
      tables,
      tags: await this.tagsOf(person.corpId, tables),
    };
  }

  /**
   * For good. Done again it finds what has come since, which is nothing but events that say that there was something.
   * @returns how many rows have gone, or do not say any more whom they are about
   */
  async erase(person: Person): Promise<RowCounts> {
    return this.transactions.run(async (manager) => {
      // Whoever is learning waits for the relations that go next, and then finds the mark.
      await markErased(manager, person, this.clock.now());
      const counts = await this.inTotal((held) => held.erase(manager, person));
      await this.writeDown(manager, person.corpId, 'customer_erased', ERASED);
      return counts;
    });
  }

  private async inTotal(ask: (held: Holding) => Promise<number>): Promise<RowCounts> {
    const counts: RowCounts = {};
    for (const held of holdings) {
      const name = this.tableOf(held);
      counts[name] = (counts[name] ?? 0) + (await ask(held));
    }
    return counts;
  }

  private writeDown(
    manager: EntityManager,
    corpId: string,
    action: Audited['action'],
    externalUserId: string,
  ): Promise<void> {
    const { access, ...who } = BY_COMMAND;
    return this.audit.record({ corpId, ...who }, { action, externalUserId, access }, manager);
  }

  private async tagsOf(corpId: string, { follow_relations: relations = [] }: ExportedPerson['tables']) {
    const tagIds = relations.flatMap((row) =>
      'tagIds' in row && Array.isArray(row.tagIds) ? row.tagIds : [],
    );
    const tags = await this.dataSource.manager.findBy(CorpTag, { corpId, tagId: In([...new Set(tagIds)]) });
    return tags.map(({ tagId, groupName, name }) => ({ tagId, groupName, name }));
  }

  private tableOf({ entity }: Holding): string {
    return this.dataSource.getMetadata(entity).tableName;
  }
}

/** What the database has to know to do any of this. */
export const personDataEntities = [...new Set([...holdings.map(({ entity }) => entity), CorpTag])];
