import { Pipe, type PipeTransform } from '@angular/core';
import { formatBytes, formatCount, formatDuration, formatTrackLength } from './format';

@Pipe({ name: 'spBytes' })
export class BytesPipe implements PipeTransform {
  transform(bytes: number | null | undefined): string {
    return formatBytes(bytes);
  }
}

@Pipe({ name: 'spDuration' })
export class DurationPipe implements PipeTransform {
  transform(ms: number | null | undefined): string {
    return formatDuration(ms);
  }
}

@Pipe({ name: 'spTrackLength' })
export class TrackLengthPipe implements PipeTransform {
  transform(ms: number | null | undefined): string {
    return formatTrackLength(ms);
  }
}

@Pipe({ name: 'spCount' })
export class CountPipe implements PipeTransform {
  transform(count: number | null | undefined): string {
    return formatCount(count);
  }
}
