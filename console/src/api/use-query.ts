import {
  type InfiniteData,
  type QueryKey,
  type UseInfiniteQueryOptions,
  type UseInfiniteQueryResult,
  type UseQueryOptions,
  type UseQueryResult,
  useInfiniteQuery as useAnyInfiniteQuery,
  useQuery as useAnyQuery,
} from "@tanstack/react-query";

/** The library's own lets a hook declare another answer than the one that is asked for; here they are one type. */
export function useQuery<Answer>(
  options: UseQueryOptions<Answer, Error, Answer>,
): UseQueryResult<Answer, Error> {
  return useAnyQuery(options);
}

/** As useQuery, page by page; cursors are texts. */
export function useInfiniteQuery<Answer>(
  options: UseInfiniteQueryOptions<Answer, Error, InfiniteData<Answer>, QueryKey, string>,
): UseInfiniteQueryResult<InfiniteData<Answer>, Error> {
  return useAnyInfiniteQuery(options);
}
