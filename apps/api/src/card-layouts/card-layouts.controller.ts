import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { cardLayoutSchema, type CardLayout } from '@sidecard/contracts';
import { AskedBy, type CurrentMember } from '../auth/index.js';
import { CardLayoutsService } from './card-layouts.service.js';

@Controller('api/card-layout')
export class CardLayoutsController {
  constructor(private readonly layouts: CardLayoutsService) {}

  @Post()
  @HttpCode(204)
  change(
    @AskedBy() member: CurrentMember,
    @Body({ schema: cardLayoutSchema }) layout: CardLayout,
  ): Promise<void> {
    return this.layouts.change(member, layout);
  }
}
