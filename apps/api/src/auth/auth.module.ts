import { Module } from '@nestjs/common';
import { WecomModule } from '../wecom/index.js';
import { AuthController } from './auth.controller.js';
import { LoginStateStore } from './login-state.store.js';
import { LoginService } from './login.service.js';
import { SessionStore } from './session.store.js';

@Module({
  imports: [WecomModule],
  controllers: [AuthController],
  providers: [LoginService, LoginStateStore, SessionStore],
  exports: [SessionStore],
})
export class AuthModule {}
