import { Reflector } from '@nestjs/core';

/** What a request of a public route counts for. Without it: one. What counts for nothing is never refused for its number. */
export const RequestCost = Reflector.createDecorator<number>();
