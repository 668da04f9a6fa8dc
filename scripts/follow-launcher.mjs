// Loaded before the program by the launcher. A launcher that was killed cannot pass signals on any more, so the
// program dies the same death; the engines have their own watch on the program.
process.channel?.unref();
process.once("disconnect", () => process.kill(process.pid, "SIGKILL"));
