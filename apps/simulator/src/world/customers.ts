export interface Customer {
  /** Unique only inside its corp. */
  externalUserId: string;
  name: string;
  hasAvatar: boolean;
  /** 1 WeChat user, 2 WeCom user. */
  type: 1 | 2;
  /** 0 unknown, 1 male, 2 female. */
  gender: 0 | 1 | 2;
  /** Only type 1, and only where the corp has bound an account of the open platform (1.7). */
  unionId: string | null;
  /** Only type 2. */
  company: { shortName: string; fullName: string; position: string } | null;
  relations: readonly Relation[];
}

export interface Relation {
  /** In any letter case, but always the same member's. */
  userId: string;
  remark: string;
  description: string;
  /** Seconds since 1970. */
  createdAt: number;
  addWay: number;
  operUserId: string;
  tagIds: string[];
  /** The member's own tags: type 2, without an id. */
  personalTags: string[];
  remarkMobiles: string[];
  remarkCorpName: string;
  state: string | null;
  /** `customer`: the one-way relation lives on. `member`: 84061 (1.7). */
  deletedBy: 'customer' | 'member' | null;
}

/** As a relation is on its first day, added by the member. @param createdAt seconds since 1970 */
export function freshRelation(userId: string, createdAt: number): Relation {
  return {
    userId,
    remark: '',
    description: '',
    createdAt,
    addWay: 1,
    operUserId: userId,
    tagIds: [],
    personalTags: [],
    remarkMobiles: [],
    remarkCorpName: '',
    state: null,
    deletedBy: null,
  };
}

/** A customer as one of the members who follow them sees them. */
export interface Follow {
  customer: Customer;
  relation: Relation;
}

/**
 * A corp's customers, found by id and by follower without looking at all of them. Fields of customers and relations may
 * be changed in place. New ones come in here, and none ever leaves: a relation that has ended says so.
 */
export class Customers implements Iterable<Customer> {
  private readonly byId = new Map<string, Customer>();
  private readonly byFollower = new Map<string, Follow[]>();

  constructor(customers: Customer[]) {
    for (const customer of customers) this.add(customer);
  }

  [Symbol.iterator](): Iterator<Customer> {
    return this.byId.values();
  }

  get size(): number {
    return this.byId.size;
  }

  find(externalUserId: string): Customer | undefined {
    return this.byId.get(externalUserId);
  }

  /** In the order in which they came, those that have ended among them. */
  followedBy(userId: string): readonly Follow[] {
    return this.byFollower.get(userId.toLowerCase()) ?? [];
  }

  add(customer: Customer): void {
    if (this.byId.has(customer.externalUserId))
      throw new Error(`${customer.externalUserId} is there already`);
    this.byId.set(customer.externalUserId, customer);
    for (const relation of customer.relations) this.index(customer, relation);
  }

  /** A first relation between the two; one that has been before is there still, and begins again in place. */
  follow(customer: Customer, relation: Relation): void {
    customer.relations = [...customer.relations, relation];
    this.index(customer, relation);
  }

  private index(customer: Customer, relation: Relation): void {
    const key = relation.userId.toLowerCase();
    const follows = this.byFollower.get(key);
    if (follows) follows.push({ customer, relation });
    else this.byFollower.set(key, [{ customer, relation }]);
  }
}
