import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { CrmLink } from './crm-link.entity.js';

@Injectable()
export class CrmLinksRepository {
  constructor(@InjectRepository(CrmLink) private readonly links: Repository<CrmLink>) {}

  async find(corpId: string, externalUserId: string): Promise<string | null> {
    return (await this.links.findOneBy({ corpId, externalUserId }))?.recordKey ?? null;
  }
}
