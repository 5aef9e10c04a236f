// Preloaded into every child of the demo and of `npm start`: when the parent is gone, however it went, the channel to
// it closes and the child ends as if it had been asked to. The channel itself keeps nobody alive.
if (process.channel) {
  process.channel.unref();
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}
