import type { CurrentMember } from '../../../auth/index.js';
import type { CrmDeclaration, CrmMapping } from '../../../config/crm-mapping.js';
import type { Clock } from '../../../platform/clock.js';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Logger } from '../../../platform/logger.js';
import type { Position } from '../../timeline/position.js';
import {
  MOST_CANDIDATES,
  type CompanyCandidate,
  type CompanyCrm,
  type CompanyHappening,
  type Look,
  type SoughtCustomer,
} from '../company-crm.js';
import { readCharsets } from './charsets.js';
import type { MappingCheck } from './check/mapping-check.js';
import { compile, type CompiledCrm } from './compile.js';
import { CrmAvailability } from './crm-availability.js';
import { CrmDatabase, type Cells } from './crm-database.js';
import { beginsWith, ways, type CustomerSql, type Way } from './sql/customer-sql.js';
import { LATEST } from './sql/list-sql.js';
import { byKey, type Row } from './sql/selection.js';
import { toSought } from './sql/sought.js';
import { RecordMaker } from './to-record.js';
import { fillIn } from './values/sources.js';

/** What one way, the most trusted that finds anybody, has found. */
interface Finds {
  way: Way;
  rows: ReadonlyMap<string, Row>;
}

/** The CRM that the company has, as ops have described it. It is only read. */
export class MappedCrm implements CompanyCrm {
  readonly can: { search: boolean; create: boolean };

  private readonly mapping: CrmMapping;
  private readonly database: CrmDatabase<CompiledCrm>;
  private readonly availability: CrmAvailability;
  private readonly make: RecordMaker;

  /** Nothing is connected before the first question. @param check what has to be passed before it is asked */
  constructor(
    corpId: string,
    declaration: CrmDeclaration,
    private readonly clock: Clock,
    logger: Logger,
    check: Pick<MappingCheck, 'passed'> | null = null,
  ) {
    this.mapping = declaration.mapping;
    this.can = { search: this.mapping.customer.search.length > 0, create: false };
    this.make = new RecordMaker(this.mapping);
    this.database = new CrmDatabase(declaration, async (dataSource) => {
      await check?.passed();
      return compile(this.mapping, await readCharsets(dataSource, this.mapping));
    });
    const { timeoutMs, poolSize } = this.mapping.database;
    this.availability = new CrmAvailability(corpId, { timeoutMs, atATime: poolSize }, clock, logger, () =>
      this.database.hangUpAll(),
    );
  }

  /** One query for the customer and one for each list, all together. */
  look(sought: SoughtCustomer): Promise<Look> {
    return this.ask(async ({ customer, lists }, late) => {
      const now = this.clock.now();
      const asked = { ...toSought(sought), now };
      const [found, ...ofLists] = await Promise.all([
        this.database.rows(customer.look, asked, late),
        ...lists.map((list) => this.database.rows(list.rows, asked, late)),
      ]);
      const finds = this.finds(customer, found);
      if (!finds || finds.way === 'suggestion') return { state: 'none', suggestions: this.candidates(finds) };
      const [one, ...others] = finds.rows;
      if (!one || others.length > 0) return { state: 'several', candidates: this.candidates(finds) };
      const [key, row] = one;
      const record = {
        key,
        title: this.make.title(row),
        link: fillIn(this.mapping.customer.link, row),
        sections: this.mapping.sections,
        fields: this.make.fields(row),
        lists: lists.map((list, place) =>
          this.make.list(list, ofLists[place] ?? [], row(list.list.customer.is), now),
        ),
      };
      return { state: 'found', by: finds.way, record };
    });
  }

  search(_member: CurrentMember, text: string): Promise<CompanyCandidate[]> {
    return this.ask(async ({ customer }, late) => {
      if (!customer.search) return [];
      const found = await this.database.rows(customer.search, { prefix: beginsWith(text) }, late);
      return this.candidates(this.finds(customer, found));
    });
  }

  create(): Promise<never> {
    return Promise.reject(new AppError('CRM_READ_ONLY', "the company's CRM is read, never written"));
  }

  happened(sought: SoughtCustomer, before: Position | null, count: number): Promise<CompanyHappening[]> {
    return this.ask(async ({ customer, lists }, late) => {
      const asked = { ...toSought(sought), before: before ?? LATEST };
      const dated = lists.flatMap((list) => (list.happened ? [{ list, statement: list.happened }] : []));
      if (dated.length === 0) return [];
      const [found, ...ofLists] = await Promise.all([
        this.database.rows(customer.look, asked, late),
        ...dated.map(({ statement }) => this.database.rows(statement, asked, late)),
      ]);
      const finds = this.finds(customer, found);
      if (!finds || finds.way === 'suggestion' || finds.rows.size !== 1) return [];
      const [row] = finds.rows.values();
      return dated
        .flatMap(({ list }, place) =>
          this.make.happenings(list, ofLists[place] ?? [], row?.(list.list.customer.is) ?? null),
        )
        .toSorted((one, other) => other.at - one.at || (one.id < other.id ? 1 : -1))
        .slice(0, count);
    });
  }

  close(): Promise<void> {
    return this.database.close();
  }

  private ask<Result>(work: (compiled: CompiledCrm, late: AbortSignal) => Promise<Result>): Promise<Result> {
    return this.availability.run(async (late) => work(await this.database.ready(), late));
  }

  private finds({ selection }: CustomerSql, cells: readonly Cells[]): Finds | null {
    const best = Math.min(...cells.map(([way]) => Number(way)));
    const way = ways[best];
    if (!way) return null;
    const rows = cells.flatMap(([of, ...rest]) => (Number(of) === best ? [selection.read(rest)] : []));
    return { way, rows: byKey(rows, this.mapping.customer.key) };
  }

  private candidates(finds: Finds | null): CompanyCandidate[] {
    return [...(finds?.rows ?? [])]
      .slice(0, MOST_CANDIDATES)
      .map(([key, row]) => this.make.candidate(key, row));
  }
}
