import { SetMetadata } from '@nestjs/common';

export const PUBLIC = 'sidecard:public';

/** A route for people we don't know yet. Every other route asks for a session. */
export const Public = () => SetMetadata(PUBLIC, true);
