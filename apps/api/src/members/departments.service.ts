import { CACHE_MANAGER, type Cache } from '@nestjs/cache-manager';
import { Inject, Injectable } from '@nestjs/common';
import { WecomMembers, type Department, type WecomApp } from '../wecom/index.js';

/** Companies are reorganised seldom. */
const FRESH_MS = 10 * 60 * 1000;

@Injectable()
export class DepartmentsService {
  constructor(
    private readonly wecomMembers: WecomMembers,
    @Inject(CACHE_MANAGER) private readonly cache: Cache,
  ) {}

  /** These departments and all below them. @throws WecomError when WeCom can't be asked */
  async andBelow(app: WecomApp, departmentIds: number[]): Promise<ReadonlySet<number>> {
    const included = new Set(departmentIds);
    const tree = await this.tree(app);
    for (let before = -1; before !== included.size;) {
      before = included.size;
      for (const { departmentId, parentId } of tree)
        if (parentId !== null && included.has(parentId)) included.add(departmentId);
    }
    return included;
  }

  private tree(app: WecomApp): Promise<Department[]> {
    const key = `departments:${app.corpId}:${app.agentId}:tree`;
    return this.cache.wrap(key, () => this.wecomMembers.departments(app), FRESH_MS);
  }
}
