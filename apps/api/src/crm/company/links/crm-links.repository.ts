import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { writtenOnce } from '../../../database/written-once.js';
import { OF_CUSTOMER, type CustomerKey } from '../../customer-key.js';
import { CrmLink } from './crm-link.entity.js';

@Injectable()
export class CrmLinksRepository {
  private readonly of: (asked: CustomerKey) => Promise<CrmLink[]>;

  constructor(@InjectRepository(CrmLink) links: Repository<CrmLink>) {
    this.of = writtenOnce(links, (rows) => rows.where(OF_CUSTOMER));
  }

  async find(corpId: string, externalUserId: string): Promise<string | null> {
    const [link] = await this.of({ corpId, externalUserId });
    return link?.recordKey ?? null;
  }
}
