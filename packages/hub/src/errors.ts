/** The exceptions of the service's front door and of its operations, each with its HTTP status (behaviour: error table). */
const STATUS = {
  InvalidInputException: 400,
  ValidationException: 400,
  ResourceInUseException: 400,
  SerializationException: 400,
  IncompleteSignatureException: 400,
  InvalidAccessException: 401,
  UnauthorizedException: 401,
  ServiceQuotaExceededException: 402,
  AccessDeniedException: 403,
  InvalidCsrfTokenException: 403,
  InvalidSignatureException: 403,
  UnrecognizedClientException: 403,
  MissingAuthenticationTokenException: 403,
  ResourceNotFoundException: 404,
  UnknownOperationException: 404,
  RequestTimeoutException: 408,
  ResourceConflictException: 409,
  ConflictException: 409,
  RequestEntityTooLargeException: 413,
  UnsupportedMediaTypeException: 415,
  LimitExceededException: 429,
  ThrottlingException: 429,
  TooManyRequestsException: 429,
  InternalException: 500,
  InternalServerException: 500,
  NotImplemented: 501,
  ServiceUnavailableException: 503,
} as const;

export type ErrorCode = keyof typeof STATUS;

/** The one error type of the hub: what a client is told. Anything else that is thrown is a defect and answers InternalException. */
export class ServiceError extends Error {
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
    this.name = code;
    this.status = STATUS[code];
  }
}

export const invalidInput = (message: string): ServiceError =>
  new ServiceError('InvalidInputException', message);
