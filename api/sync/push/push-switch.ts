import { Injectable } from '@nestjs/common';

/** Whether servers are listened to at all. */
@Injectable()
export class PushSwitch {
  isOn(): Promise<boolean> {
    return Promise.resolve(true);
  }
}
