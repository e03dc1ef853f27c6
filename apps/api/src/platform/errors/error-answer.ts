import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { HttpException } from '@nestjs/common';
import { REQUEST_ID_HEADER, type ErrorBody } from '@sidecard/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isDatabaseAway } from '../../database/away.js';
import { AppError } from './app-error.js';

/** Every refusal leaves in this shape: `{ code, message, requestId, details? }`. Of the unexpected only the id leaves. */
export function sendError(error: AppError, request: FastifyRequest, reply: FastifyReply): void {
  const { code, message, details } = error;
  const body: ErrorBody =
    code === 'UNEXPECTED'
      ? { code, message: 'something unexpected happened', requestId: request.id }
      : { code, message, requestId: request.id, ...(details ? { details } : {}) };
  const wait = details?.['retryAfterS'];
  if (typeof wait === 'number') void reply.header('retry-after', wait);
  void reply.status(error.status).header('cache-control', 'no-store').send(body);
}

/** Nest and Fastify refuse some requests before our code sees them; they are given our codes here. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (isDatabaseAway(thrown))
    return new AppError('NOT_READY', 'the database is away', { waitingFor: ['database'] });
  const status = statusOf(thrown);
  if (status === 413) return new AppError('PAYLOAD_TOO_LARGE', 'the request body is too large');
  if (status === 404) return new AppError('ROUTE_NOT_FOUND', 'there is no such route');
  if (status >= 400 && status < 500) return new AppError('INVALID_REQUEST', 'the request is not understood');
  return new AppError('UNEXPECTED', 'something unexpected happened');
}

/** The same shape for what can't be read as a request at all; there is nothing but the socket to answer on. */
export function refuseConnection(error: { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const refusal: ErrorBody = {
    code: 'INVALID_REQUEST',
    message: 'the request is not understood',
    requestId: randomUUID(),
  };
  const body = JSON.stringify(refusal);
  socket.end(
    `HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\n${REQUEST_ID_HEADER}: ${refusal.requestId}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}

function statusOf(thrown: unknown): number {
  if (thrown instanceof HttpException) return thrown.getStatus();
  if (typeof thrown === 'object' && thrown !== null && 'statusCode' in thrown)
    return Number(thrown.statusCode);
  return 500;
}
