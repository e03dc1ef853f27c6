import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { WecomModule } from '../wecom/index.js';
import { AuthController } from './auth.controller.js';
import { EarlierProof } from './earlier-proof.entity.js';
import { EarlierProofs } from './earlier-proofs.js';
import { LoginStateStore } from './login-state.store.js';
import { LoginService } from './login.service.js';
import { LogoutController } from './logout.controller.js';
import { SessionRevocation } from './session-revocation.entity.js';
import { SessionRevocations } from './session-revocations.js';
import { SessionStore } from './session.store.js';

@Module({
  imports: [TypeOrmModule.forFeature([EarlierProof, SessionRevocation]), WecomModule],
  controllers: [AuthController, LogoutController],
  providers: [EarlierProofs, LoginService, LoginStateStore, SessionRevocations, SessionStore],
  exports: [SessionRevocations, SessionStore],
})
export class AuthModule {}
