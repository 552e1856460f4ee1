# Travaux in one container: the page is built once, the server runs as an unprivileged user, everything it keeps lies under /data.
FROM node:26-slim AS build
WORKDIR /app
RUN npm install --global pnpm@12
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml tsconfig.base.json ./
COPY client/package.json client/
COPY server/package.json server/
COPY shared/package.json shared/
COPY tests/package.json tests/
RUN pnpm install --frozen-lockfile
COPY client client
COPY server server
COPY shared shared
RUN pnpm exec vite build client && pnpm exec node server/build.ts
# Only what the server needs at run time goes on.
RUN rm -rf node_modules client/node_modules tests && mkdir -p tests \
 && pnpm --filter @travaux/server... install --frozen-lockfile --prod

FROM node:26-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 TRAVAUX_DATA=/data
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/package.json ./
COPY LICENSE ./
COPY --from=build /app/server server
COPY --from=build /app/shared shared
COPY --from=build /app/client/dist client/dist
RUN mkdir -p /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD node -e "fetch('http://127.0.0.1:'+process.env.PORT+'/api/health').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"
CMD ["node", "--max-semi-space-size=2", "server/dist/main.js"]
