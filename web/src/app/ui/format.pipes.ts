import { Pipe, type PipeTransform } from '@angular/core';
import { formatBytes, formatCount } from './format';

@Pipe({ name: 'spBytes' })
export class BytesPipe implements PipeTransform {
  transform(bytes: number | null | undefined): string {
    return formatBytes(bytes);
  }
}

@Pipe({ name: 'spCount' })
export class CountPipe implements PipeTransform {
  transform(count: number | null | undefined): string {
    return formatCount(count);
  }
}
