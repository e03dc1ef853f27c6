import { Controller, Get, Param, Query, Redirect, Req, Res, UseFilters } from '@nestjs/common';
import { loginWays, type AppScope } from '@sidecard/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { RequestCost } from '../limits/request-cost.js';
import { LedToFromElsewhere } from '../walls/other-sites.js';
import { browserOf, ensureBrowser } from './browser-cookie.js';
import { LoginErrorFilter } from './login-error.filter.js';
import { LoginService } from './login.service.js';
import { Public } from './public.js';
import { scopeParams } from './scope-params.js';

const startQuery = z.object({
  mark: z.string().max(256),
  return: z.string().max(2048),
  way: z.enum(loginWays).default('client'),
});
const callbackQuery = z.object({
  code: z.string().min(1).max(512),
  state: z.string().regex(/^[a-zA-Z0-9]{1,128}$/),
});

/** Document navigations of the OAuth round trip (chapter 4). */
@Public()
@UseFilters(LoginErrorFilter)
@Controller('api/auth')
export class AuthController {
  constructor(private readonly login: LoginService) {}

  // Anybody may ask, and what is remembered of it takes room.
  @RequestCost(20)
  @LedToFromElsewhere()
  @Get('start')
  @Redirect()
  async start(
    @Query({ schema: startQuery }) query: z.infer<typeof startQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ url: string }> {
    return {
      url: await this.login.start(ensureBrowser(request, reply), query.mark, query.return, query.way),
    };
  }

  @LedToFromElsewhere()
  @Get('callback/:corpId/:agentId')
  @Redirect()
  async callback(
    @Param({ schema: scopeParams }) app: AppScope,
    @Query({ schema: callbackQuery }) { code, state }: z.infer<typeof callbackQuery>,
    @Req() request: FastifyRequest,
  ): Promise<{ url: string }> {
    return { url: await this.login.finish(app, browserOf(request), code, state) };
  }
}
