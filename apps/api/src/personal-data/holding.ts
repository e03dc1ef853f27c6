import type { EntityManager, FindOptionsWhere, ObjectLiteral, QueryDeepPartialEntity } from 'typeorm';

/** A customer of one corp, whatever apps have been shown them. */
export interface Person {
  corpId: string;
  externalUserId: string;
}

/** What stands for a person who has been erased. No external user id looks like this (they begin with `wm` or `wo`). */
export const ERASED = '(erased)';

/** Rows of one table that are about a person. */
export interface Holding {
  entity: new () => ObjectLiteral;
  /** Each row as it is kept. */
  find: (manager: EntityManager, person: Person) => Promise<object[]>;
  count: (manager: EntityManager, person: Person) => Promise<number>;
  /** @returns how many rows there were */
  erase: (manager: EntityManager, person: Person) => Promise<number>;
}

/**
 * States that a table is about people.
 * @param of which of its rows are about this one
 * @param left what they say afterwards; where it is left out, the rows go
 */
export function holding<Row extends ObjectLiteral>(
  entity: new () => Row,
  of: (person: Person) => FindOptionsWhere<Row>,
  left?: (person: Person) => QueryDeepPartialEntity<Row>,
): Holding {
  return {
    entity,
    find: (manager, person) => manager.findBy(entity, of(person)),
    count: (manager, person) => manager.countBy(entity, of(person)),
    erase: async (manager, person) => {
      const count = await manager.countBy(entity, of(person));
      if (left) await manager.update(entity, of(person), left(person));
      else await manager.delete(entity, of(person));
      return count;
    },
  };
}
