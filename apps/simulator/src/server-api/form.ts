/** One file of a form. */
export interface FormFile {
  fileName: string;
  bytes: Buffer;
}

/** `multipart/form-data`, by the names of its fields. Null for what can't be read as such. */
export async function filesIn(
  body: Buffer<ArrayBuffer>,
  contentType: string,
): Promise<Record<string, FormFile> | null> {
  try {
    const form = await new Response(body, { headers: { 'content-type': contentType } }).formData();
    const files = [...form].map(async ([name, value]): Promise<[string, FormFile][]> =>
      typeof value === 'string'
        ? []
        : [[name, { fileName: value.name, bytes: Buffer.from(await value.arrayBuffer()) }]],
    );
    return Object.fromEntries((await Promise.all(files)).flat());
  } catch {
    return null;
  }
}
