import type { ErrorCode } from '@sidecard/contracts';
import type * as z from 'zod/v4/core';

/** Who may use a route: anybody; a member; a supervisor of the corp; a member who may see the customer it is about. */
export type Audience = 'anybody' | 'member' | 'supervisor' | 'customer';

/** What there is to know of one route. */
export interface Operation {
  summary: string;
  audience: Audience;
  /** Of the address, by name: what it is, and whether it may be left out. */
  query?: Record<string, { about: string; isOptional?: true; oneOf?: readonly string[] }>;
  headers?: Record<string, string>;
  /** By the name it has in the document; text says which kind of bytes it is. */
  body?: Named | string;
  /** Left out, it is 204 without a word. A number is that status, without a body of ours. */
  answer?: Named | { type: string } | 302;
  /** The answer is what the request has made: 201. */
  isCreated?: true;
  /** Besides what everybody of its audience may be told. */
  errors?: ErrorCode[];
  /** By status: answers that are neither an answer of ours nor a refusal with a code. */
  others?: Record<number, string>;
}

/** A contract, and the name it has in the document. */
export type Named = [name: string, schema: z.$ZodType];
