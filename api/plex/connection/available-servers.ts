import { Injectable } from '@nestjs/common';
import { ConnectionPicker, type TestedConnection } from './connection-picker';
import { OwnResources } from './own-resources';

export interface AvailableServer {
  machineIdentifier: string;
  name: string;
  owned: boolean;
  connections: TestedConnection[];
}

/** The servers of an account, each with all its connections tried out from here. */
@Injectable()
export class AvailableServers {
  constructor(
    private readonly ownResources: OwnResources,
    private readonly picker: ConnectionPicker,
  ) {}

  /** Owned ones first, then by name. */
  async list(accountId: string): Promise<AvailableServer[]> {
    const resources = await this.ownResources.servers(accountId);
    resources.sort((a, b) => Number(b.owned) - Number(a.owned) || a.name.localeCompare(b.name));
    return Promise.all(
      resources.map(async (resource) => ({
        machineIdentifier: resource.clientIdentifier,
        name: resource.name,
        owned: resource.owned,
        connections: await this.picker.test(resource),
      })),
    );
  }
}
