import { randomUUID } from 'node:crypto';
import { freePort, recordingLog, type ScratchDatabase, scratchDatabase } from '@shidian/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configureBackend, openQueues } from './configure.js';
import { QueueSchemaMissing, QueueUnreachable } from './errors.js';
import { migrateQueue } from './postgres-backend.js';
import { QueueWakeUps } from './wake-ups.js';
