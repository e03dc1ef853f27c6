export { AskedBy, type CurrentMember } from './current-member.js';
export { AuthModule } from './auth.module.js';
export { PUBLIC, Public } from './public.js';
export { SessionGuard } from './session.guard.js';
export { SessionRevocation } from './session-revocation.entity.js';
export { SessionRevocations } from './session-revocations.js';
