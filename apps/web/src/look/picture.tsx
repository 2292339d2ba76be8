import { useEffect, useState, type ReactNode } from 'react';

/** An SVG of the service, shown as an image: nothing in it can act on the page. */
export function Picture({ svg, alt, fits }: { readonly svg: string; readonly alt: string; readonly fits: boolean }): ReactNode {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
    setAddress(made);
    return () => {
      URL.revokeObjectURL(made);
    };
  }, [svg]);
  return (
    <div className={fits ? 'chart-frame fits' : 'chart-frame'} tabIndex={0} role="region" aria-label={alt}>
      {address !== undefined && <img src={address} alt={alt} />}
    </div>
  );
}
