import { Injectable } from '@nestjs/common';

/** Whether a server tells us of changes by itself. Nothing listens yet, so none does. */
@Injectable()
export class PushState {
  isConnected(serverId: string): Promise<boolean> {
    void serverId;
    return Promise.resolve(false);
  }
}
