/** Loaded before the server: SIGUSR2 makes a timer throw, as a fault in any library might. */
process.on("SIGUSR2", () => {
  setTimeout(() => {
    throw new Error("thrown by the test");
  }, 1);
});
