/** A bell: `wait` sleeps until it rings or the time is over. A ring that nobody waits for is kept. */
export class WakeUp {
  private rung = false;
  private awake: (() => void) | undefined;

  ring(): void {
    this.rung = true;
    this.awake?.();
  }

  async wait(ms: number): Promise<void> {
    if (!this.rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.awake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.rung = false;
    this.awake = undefined;
  }
}
