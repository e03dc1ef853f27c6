import { Controller, Get } from '@nestjs/common';
import type { MyDay } from '@sidecard/contracts';
import { AskedBy, type CurrentMember } from '../../auth/index.js';
import { MyDayService } from './my-day.service.js';

@Controller('api/my-day')
export class MyDayController {
  constructor(private readonly days: MyDayService) {}

  @Get()
  of(@AskedBy() member: CurrentMember): Promise<MyDay> {
    return this.days.of(member);
  }
}
