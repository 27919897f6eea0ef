import { invalidInput, type ServiceError } from '../../errors.js';

/** A place in the filters of a request, which can say what is wrong with it as the service does. */
export class Place {
  private constructor(
    private readonly parameter: string,
    private readonly path: string,
  ) {}

  /** @param parameter the member of the request that holds the filters */
  static in(parameter: 'Filters' | 'Criteria'): Place {
    return new Place(parameter, 'data');
  }

  member(name: string): Place {
    return new Place(this.parameter, `${this.path}.${name}`);
  }

  item(index: number): Place {
    return new Place(this.parameter, `${this.path}[${index}]`);
  }

  /** An InvalidInputException: `Invalid Filters in the input: data.Title[0] should …`, without a full stop. */
  refusal(violation: string): ServiceError {
    return invalidInput(`Invalid ${this.parameter} in the input: ${this.path} ${violation}`);
  }
}
