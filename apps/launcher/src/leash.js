/**
 * Loaded first into every program the launcher starts. When the launcher is gone, however it went, the channel to it
 * closes and the program leaves as if it had been asked to.
 */
process.channel?.unref();
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
