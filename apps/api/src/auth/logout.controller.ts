import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { WEB_VIEW_HEADER } from '@sidecard/contracts';
import type { FastifyRequest } from 'fastify';
import { browserOf } from './browser-cookie.js';
import { AskedBy, type CurrentMember } from './current-member.js';
import { LoginService } from './login.service.js';

@Controller('api/auth')
export class LogoutController {
  constructor(private readonly login: LoginService) {}

  @Post('logout')
  @HttpCode(204)
  async logOut(@AskedBy() member: CurrentMember, @Req() request: FastifyRequest): Promise<void> {
    // Both were needed to know who is asking.
    await this.login.end(member, String(browserOf(request)), String(request.headers[WEB_VIEW_HEADER]));
  }
}
